// Pictures made small before they are sent: at most 2,000 points, JPEG, without place and device. Where a picture cannot
// be read here it is sent as it is, and the server does the same. Nothing is stored in the browser.
"use strict";
const LONGEST = 2000;
const making = new Map(); // field → the work under way

async function small(file) {
  try {
    const picture = await createImageBitmap(file, { imageOrientation: "from-image" });
    const scale = Math.min(1, LONGEST / Math.max(picture.width, picture.height));
    const canvas = document.createElement("canvas");
    canvas.width = Math.round(picture.width * scale);
    canvas.height = Math.round(picture.height * scale);
    canvas.getContext("2d").drawImage(picture, 0, 0, canvas.width, canvas.height);
    picture.close();
    const made = await new Promise((done) => canvas.toBlob(done, "image/jpeg", 0.85));
    return made ? new File([made], "anh.jpg", { type: "image/jpeg" }) : file;
  } catch {
    return file;
  }
}

async function shrink(field) {
  const [chosen, taken] = [field.files, new DataTransfer()];
  for (const file of [...chosen]) taken.items.add(await small(file));
  if (field.files === chosen) field.files = taken.files; // else others were chosen meanwhile
}

for (const field of document.querySelectorAll('input[type="file"][name="photos"]')) {
  field.addEventListener("change", () => {
    const work = shrink(field).catch(() => {}).finally(() => { if (making.get(field) === work) making.delete(field); });
    making.set(field, work);
  });
  field.form.addEventListener("submit", (event) => {
    if (!making.has(field)) return;
    event.preventDefault(); // the same press again, once the pictures are small
    event.stopImmediatePropagation();
    making.get(field).then(() => field.form.requestSubmit(event.submitter));
  });
}
