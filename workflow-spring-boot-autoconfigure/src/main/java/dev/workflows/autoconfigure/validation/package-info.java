/** Arguments looked at by Bean Validation, where that is on the class path. */
@NullMarked
package dev.workflows.autoconfigure.validation;

import org.jspecify.annotations.NullMarked;
