/**
 * A laboratory in which the engine suffers what it promises to survive: real processes on a real
 * PostgreSQL are killed, frozen and cut off while clients use them, and afterwards everything that
 * was recorded is compared with what clients and activities wrote down themselves.
 */
@NullMarked
package dev.workflows.lab;

import org.jspecify.annotations.NullMarked;
