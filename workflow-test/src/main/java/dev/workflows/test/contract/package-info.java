/**
 * What every store must do, as tests: extend {@link
 * dev.workflows.test.contract.WorkflowStoreContract} and an implementation is proved. Uses nothing
 * but the doors of the engine, JUnit and AssertJ.
 */
@NullMarked
package dev.workflows.test.contract;

import org.jspecify.annotations.NullMarked;
