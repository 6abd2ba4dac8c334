/** What clients may do. */
@NullMarked
package dev.workflows.lab.fault.client;

import org.jspecify.annotations.NullMarked;
