/**
 * How an experiment is made: a fleet works for its customers, a fault happens to it, everything
 * heals, and what is left is judged.
 */
@NullMarked
package dev.workflows.lab.experiment;

import org.jspecify.annotations.NullMarked;
