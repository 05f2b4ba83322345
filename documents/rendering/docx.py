def render_docx(document): raise NotImplementedError
