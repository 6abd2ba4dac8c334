/** Activities: retries, exceptions, keys and transactions. */
@NullMarked
package dev.workflows.guide.activity;

import org.jspecify.annotations.NullMarked;
