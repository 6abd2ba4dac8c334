package dev.workflows.guide.steps;

import java.util.List;

/** What is sent where. */
public record Parcel(String town, List<String> items) {}
