def check_docx(data, *, type_code, is_draft): return []
