"""标签: the printed label of a tag.

    label facts → layout (mm) → png · svg · A4 sheets in pdf

Drawn by us down to the printer's dot, so that no driver scales a symbol and no
printer needs a Chinese font of its own.
"""
