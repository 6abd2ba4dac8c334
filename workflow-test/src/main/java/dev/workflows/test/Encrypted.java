package dev.workflows.test;

import dev.workflows.engine.TransformingStore;
import dev.workflows.payload.AesGcmTransform;
import dev.workflows.payload.GzipTransform;
import dev.workflows.spi.WorkflowStore;
import java.util.List;
import java.util.Map;

/** Stores whose values are compressed and encrypted, to be put to the tests of any other. */
public final class Encrypted {

  private static final AesGcmTransform AES =
      new AesGcmTransform("test", Map.of("test", new byte[AesGcmTransform.KEY_BYTES]));

  private Encrypted() {}

  /** The same store for whoever reads through this one; for all others its values are secret. */
  public static WorkflowStore store(WorkflowStore store) {
    return TransformingStore.of(store, List.of(new GzipTransform(100), AES));
  }
}
