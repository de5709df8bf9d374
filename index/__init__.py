"""Papers in, something to ask out: encoders, vector backends, keywords, their fusion, and its measured quality."""
