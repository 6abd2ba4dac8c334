/**
 * What must hold when all is over: queries over the engine's tables and the laboratory's own
 * records that find violations, and figures. Reads only.
 */
@NullMarked
package dev.workflows.lab.check;

import org.jspecify.annotations.NullMarked;
