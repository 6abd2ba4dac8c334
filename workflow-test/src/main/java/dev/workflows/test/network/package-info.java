/**
 * Networks that fail between an application and its database. Uses nothing but sockets of this
 * machine and threads of its own.
 */
@NullMarked
package dev.workflows.test.network;

import org.jspecify.annotations.NullMarked;
