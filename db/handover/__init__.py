"""The hand-over file: reports of one store in one closed, sealed file, carried on a stick."""
