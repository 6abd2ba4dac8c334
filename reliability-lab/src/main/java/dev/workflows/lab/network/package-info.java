/**
 * The network between a node and PostgreSQL: a proxy in this process that can delay, hold up, cut,
 * and lose single requests or their replies. Knows the parts of PostgreSQL's protocol that tell one
 * request from the next; uses nothing else of the laboratory.
 */
@NullMarked
package dev.workflows.lab.network;

import org.jspecify.annotations.NullMarked;
