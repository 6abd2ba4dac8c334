package dev.workflows.json;

/**
 * Text may hold half a character: a surrogate without its partner, from a string cut at the wrong
 * place. Databases refuse or replace it, so it is stored as an escape, which reads back the same.
 */
final class Surrogates {

  private Surrogates() {}

  /** The same JSON with unpaired surrogates escaped. They can only be inside its strings. */
  static String escapeUnpaired(String json) {
    int at = nextUnpaired(json, 0);
    if (at < 0) {
      return json;
    }
    StringBuilder escaped = new StringBuilder(json.length() + 16);
    int copied = 0;
    for (; at >= 0; at = nextUnpaired(json, copied)) {
      escaped.append(json, copied, at).append("\\u%04x".formatted((int) json.charAt(at)));
      copied = at + 1;
    }
    return escaped.append(json, copied, json.length()).toString();
  }

  private static int nextUnpaired(String text, int from) {
    int i = from;
    while (i < text.length()) {
      int codePoint = text.codePointAt(i);
      if (codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE) {
        return i;
      }
      i += Character.charCount(codePoint);
    }
    return -1;
  }
}
