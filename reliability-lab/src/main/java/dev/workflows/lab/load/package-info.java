/**
 * Clients of the nodes. They start journeys and expeditions, send notes and orders, cancel and
 * terminate, at any node, and again with the same ids if they got no answer; before and after each
 * call they write down what they asked and what they were told.
 */
@NullMarked
package dev.workflows.lab.load;

import org.jspecify.annotations.NullMarked;
