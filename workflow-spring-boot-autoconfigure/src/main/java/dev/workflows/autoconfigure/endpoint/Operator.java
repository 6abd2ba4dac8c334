package dev.workflows.autoconfigure.endpoint;

import java.security.Principal;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.actuate.endpoint.SecurityContext;

/** Who makes a request, as the history is to tell it. */
final class Operator {

  private static final int MAX_LENGTH = 255;

  private Operator() {}

  /**
   * The user's name and the address, as {@code ada from 10.0.0.7}; what is not known is left out,
   * and nothing is refused for what a name looks like.
   */
  static @Nullable String of(SecurityContext security, CurrentRequest request) {
    Principal principal = security.getPrincipal();
    String name = principal == null ? "" : String.valueOf(principal.getName());
    String address = request.remoteAddress();
    String from = address == null ? "" : "from " + printable(address);
    String room = name.isEmpty() || from.isEmpty() ? "" : " ";
    int left = MAX_LENGTH - room.length() - from.length();
    String cut = name.length() > left ? name.substring(0, left) : name;
    String text = printable(cut) + room + from;
    return text.isEmpty() ? null : text;
  }

  /** Also half characters are replaced: no database would give them back. */
  private static String printable(String text) {
    return text.replaceAll("[\\p{Cntrl}\\p{Cs}\\p{Zl}\\p{Zp}\\x80-\\x9f]", "?");
  }
}
