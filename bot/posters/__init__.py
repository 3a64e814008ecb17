"""What hangs on a wall: posters, QR codes, and the codes that stand on them."""
