"""The official format of Vietnamese administrative documents as a library: data classes, reader, printer, checker.

It holds no models and reads no settings; everything it needs arrives as arguments (Nghị định 30/2020/NĐ-CP, Phụ lục I-III).
"""
