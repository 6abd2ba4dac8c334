@NullMarked
package dev.workflows.guide.security;

import org.jspecify.annotations.NullMarked;
