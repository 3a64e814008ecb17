"""A report in words: as rows for a page, a CSV file or a workbook."""
