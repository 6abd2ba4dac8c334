/**
 * What an engine must do on every store, as tests: extend {@link
 * dev.workflows.test.engine.WorkflowEngineContract} and {@link
 * dev.workflows.test.engine.CrashContract}. Runs real engines with quick settings; uses the engine,
 * its doors, JUnit and AssertJ.
 */
@NullMarked
package dev.workflows.test.engine;

import org.jspecify.annotations.NullMarked;
