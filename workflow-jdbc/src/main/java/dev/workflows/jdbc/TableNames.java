package dev.workflows.jdbc;

import dev.workflows.ErrorCode;
import dev.workflows.WorkflowException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the tables are called. Statements are written with the default prefix, so that they read as
 * they run in most applications.
 */
record TableNames(String prefix) {

  static final String DEFAULT_PREFIX = "workflow_";

  private static final Pattern VALID = Pattern.compile("^[A-Za-z_][A-Za-z0-9_]{0,30}$");
  private static final Pattern TABLE =
      Pattern.compile("\\bworkflow_(?=(run|event|inbox|activity|attribute|node)\\b)");

  TableNames {
    if (!VALID.matcher(prefix).matches()) {
      throw new WorkflowException(
          ErrorCode.INVALID_CONFIGURATION,
          "The table prefix '%s' is not a letter or underscore followed by at most 30 letters, "
                  .formatted(prefix)
              + "digits and underscores. Choose another one.");
    }
  }

  /** The statement with the tables' names. */
  String in(String sql) {
    return TABLE.matcher(sql).replaceAll(Matcher.quoteReplacement(prefix));
  }
}
