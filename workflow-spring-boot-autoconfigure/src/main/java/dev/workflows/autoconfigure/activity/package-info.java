/**
 * Makes calls of activity beans durable inside runs, and lets the engine reach those beans. Uses
 * the core and Spring's proxies; knows nothing of databases.
 */
@NullMarked
package dev.workflows.autoconfigure.activity;

import org.jspecify.annotations.NullMarked;
