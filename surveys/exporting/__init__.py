"""Opened answers as files: CSV, Excel, SPSS, what people wrote, and the codebook that tells what was asked.

Staff order a file and say what for; the worker writes it, row by row; an hour after it is ready it is gone.
"""
