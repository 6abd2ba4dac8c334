/**
 * What code of a workflow may rely on, as tests: a {@code ProgrammingModel…Contract} for each
 * chapter, to be extended with a store. Each of their scenarios is executed undisturbed and then
 * once more for each of its writes, after which its process ends without a word and another one
 * goes on. Uses the engine harness, JUnit and AssertJ.
 */
@NullMarked
package dev.workflows.test.model;

import org.jspecify.annotations.NullMarked;
