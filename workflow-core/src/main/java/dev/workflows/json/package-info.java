/**
 * The JSON codec of payloads, on a Jackson mapper of its own. Never used by the engine directly: it
 * comes in through the codec's door.
 */
@NullMarked
package dev.workflows.json;

import org.jspecify.annotations.NullMarked;
