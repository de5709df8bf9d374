"""Who works on what, and who should meet whom. Authors are facts; participants opted in; never one of the other."""
