"""Papers composed from facts: one module for each type the portal issues, in the words and order of its sample form.

Each module holds a small data class with the facts of the paper and a function that returns an OfficialDocument. The forms
are those of Nghị định 30/2020/NĐ-CP, Phụ lục III; docs/papers.md lists the papers and who uses them.
"""
