"""How fast `triage` decides, beside another engine, on policies made up for the purpose."""
