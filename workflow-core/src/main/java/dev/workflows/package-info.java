/**
 * What applications import: annotations, the contexts of workflows and activities, the clients and
 * the exceptions. Uses nothing else of this project; everything here is public and stable.
 */
@NullMarked
package dev.workflows;

import org.jspecify.annotations.NullMarked;
