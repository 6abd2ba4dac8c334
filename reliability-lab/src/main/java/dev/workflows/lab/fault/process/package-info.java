/** What happens to processes: they are killed, frozen, starved and stopped. */
@NullMarked
package dev.workflows.lab.fault.process;

import org.jspecify.annotations.NullMarked;
