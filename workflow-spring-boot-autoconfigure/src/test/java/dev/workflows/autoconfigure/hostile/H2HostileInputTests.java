package dev.workflows.autoconfigure.hostile;

class H2HostileInputTests extends HostileInputTests {}
