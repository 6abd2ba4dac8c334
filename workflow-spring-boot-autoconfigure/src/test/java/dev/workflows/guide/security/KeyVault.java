package dev.workflows.guide.security;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.springframework.stereotype.Component;

/** Where keys are kept; a service of the platform's, elsewhere. */
@Component
public class KeyVault {

  /** The key of this month. */
  public String currentId() {
    return "2026-11";
  }

  /** All keys that histories may need. */
  public Map<String, byte[]> keys() {
    return Map.of(
        "2026-11", "the-key-of-november-has-32-bytes".getBytes(StandardCharsets.US_ASCII),
        "2026-05", "the-key-of-may-2026-has-32-bytes".getBytes(StandardCharsets.US_ASCII));
  }
}
