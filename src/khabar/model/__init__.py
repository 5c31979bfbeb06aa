"""Frozen records. Imports nothing of ours."""
