"""Adapting the encoder to the corpus that it serves: a small file of low-rank changes, learnt without labels.

`pairs` makes questions and their answers of the catalogue's own papers, `lora` is the change, `train` learns it.
`index/encoders/commons.py` loads what comes out.
"""
