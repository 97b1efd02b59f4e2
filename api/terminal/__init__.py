"""Answers for people at a terminal: plain lines, readable without colour."""
