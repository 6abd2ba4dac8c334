/**
 * Encoded values and the door to the codec that makes them. A payload is JSON text; what it means
 * is decided by the declared types of the methods that read it, never by the data. Uses the API
 * package only.
 */
@NullMarked
package dev.workflows.payload;

import org.jspecify.annotations.NullMarked;
