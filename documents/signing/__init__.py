"""Digital signatures of official documents: signing (PAdES), what a signature looks like, and verifying.

Nothing of a key is kept: credentials are opened for one signing and forgotten with it.
"""
