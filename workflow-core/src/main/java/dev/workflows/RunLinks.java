package dev.workflows;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The runs that a run belongs to.
 *
 * @param parent the run that called it, if one did
 * @param continues the run that goes on in it, if one does
 * @param continuedBy the run in which it goes on, if it does
 */
public record RunLinks(
    @Nullable UUID parent, @Nullable UUID continues, @Nullable UUID continuedBy) {

  /** A run that belongs to no other. */
  public static final RunLinks NONE = new RunLinks(null, null, null);
}
