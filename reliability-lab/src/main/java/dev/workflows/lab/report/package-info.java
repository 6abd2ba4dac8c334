/** What is told of experiments: lines of JSON, and a page of Markdown made of them. */
@NullMarked
package dev.workflows.lab.report;

import org.jspecify.annotations.NullMarked;
