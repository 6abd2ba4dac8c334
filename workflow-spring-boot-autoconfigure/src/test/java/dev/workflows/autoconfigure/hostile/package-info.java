/** An application that is attacked: by what is sent to it, and by who reads what it shows. */
@org.jspecify.annotations.NullMarked
package dev.workflows.autoconfigure.hostile;
