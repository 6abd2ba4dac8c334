/** How much there may be: of runs, values, signals, timers, and of time. */
@NullMarked
package dev.workflows.lab.fault.load;

import org.jspecify.annotations.NullMarked;
