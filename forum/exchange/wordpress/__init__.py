"""Moving in from WordPress: its export file (WXR 1.0-1.2), read with all its faults.

bytes → `stream` → `scanner` (pieces with line numbers) → `elements` (fields) → `posts`, `remarks`
(the neutral form) → `moving` (both passes over the file, and the report).
"""
