@NullMarked
package dev.workflows.test;

import org.jspecify.annotations.NullMarked;
