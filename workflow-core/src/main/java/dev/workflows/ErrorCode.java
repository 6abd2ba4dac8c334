package dev.workflows;

/**
 * Every error this project reports. {@code docs/errors.md} has a heading for each, with its cause
 * and its remedy. A code never changes its meaning.
 */
public enum ErrorCode {
  /** The code asked for something else than the history recorded. */
  NON_DETERMINISM("WF-101"),
  /** A recorded value cannot be read as the type the code declares. */
  UNREADABLE_PAYLOAD("WF-102"),
  /** No workflow of this type is deployed. */
  UNKNOWN_TYPE("WF-103"),
  /** A method of a run's context was called where it cannot be. */
  ILLEGAL_CALL("WF-104"),
  /** Several owners of the run ended without any progress. */
  OWNER_LOOP("WF-105"),
  /** The workflow's code ended with an error that is no exception. */
  CODE_ERROR("WF-106"),
  /** The workflow's code did not come to rest in time. */
  HANGING_CODE("WF-107"),
  /** A step could not be undone. */
  COMPENSATION_FAILED("WF-108"),
  /** The run's history is as long as it may be. */
  HISTORY_TOO_LONG("WF-109"),
  /** A value that was encoded for the store cannot be decoded, as by lack of its key. */
  UNDECODABLE_PAYLOAD("WF-110"),
  /** The version of the workflow that the run began with is not deployed. */
  MISSING_VERSION("WF-111"),

  /** There is no such run. */
  NOT_FOUND("WF-201"),
  /** The run has ended. */
  CLOSED("WF-202"),
  /** A run with this workflow id is open. */
  ALREADY_EXISTS("WF-203"),
  /** The run is still open after the given time. */
  RESULT_TIMEOUT("WF-204"),
  /** The run ended otherwise than by returning. */
  RUN_FAILED("WF-205"),
  /** An id is empty, too long or has control characters. */
  INVALID_ID("WF-206"),
  /** A payload is larger than the limit. */
  PAYLOAD_TOO_LARGE("WF-207"),
  /** A payload is no JSON, or does not fit the parameters. */
  INVALID_PAYLOAD("WF-208"),
  /** The workflow has no such signal. */
  UNKNOWN_SIGNAL("WF-209"),
  /** The workflow has no such query. */
  UNKNOWN_QUERY("WF-210"),
  /** A client's lambda made no call, several, or one of the wrong kind. */
  INVALID_CALL("WF-211"),
  /** A cursor was not made by the list it was given to. */
  INVALID_CURSOR("WF-212"),
  /** An argument is outside its range. */
  INVALID_ARGUMENT("WF-213"),
  /** A query's handler threw an exception. */
  QUERY_FAILED("WF-214"),
  /** Not possible in this situation, as in a transaction that only reads. */
  NOT_ALLOWED("WF-215"),
  /** An argument does not satisfy what its declaration asks for. */
  REFUSED_ARGUMENT("WF-216"),
  /** The workflow has no such update. */
  UNKNOWN_UPDATE("WF-217"),
  /** The workflow refused an update. */
  UPDATE_REJECTED("WF-218"),
  /** The handler of an update failed. */
  UPDATE_FAILED("WF-219"),
  /** An attribute's name or value cannot be used, or there are too many. */
  INVALID_ATTRIBUTE("WF-220"),
  /** The workflow id was used before, and may not be used again. */
  ID_USED_BEFORE("WF-221"),
  /** The run has too many unread messages. */
  INBOX_FULL("WF-222"),
  /** A run cannot be moved to another version of its workflow, or not now. */
  MIGRATION_REJECTED("WF-223"),

  /** A workflow or activity is declared in a way that cannot work. */
  INVALID_DEFINITION("WF-301"),
  /** The configuration cannot work. */
  INVALID_CONFIGURATION("WF-302"),
  /** The database cannot be used. */
  UNSUPPORTED_DATABASE("WF-303"),
  /** The tables are missing or are not those of this version. */
  INVALID_SCHEMA("WF-304"),

  /** The database did not answer, or its answer was lost. */
  STORE_UNAVAILABLE("WF-401"),
  /** An append was not at the end of the history. */
  HISTORY_GAP("WF-402"),
  /** An append differs from what is recorded there. */
  HISTORY_CONFLICT("WF-403"),
  /** The engine is not running. */
  ENGINE_STOPPED("WF-404"),

  /** An activity failed for good. */
  ACTIVITY_FAILED("WF-501"),
  /** An attempt took longer than it may. */
  ACTIVITY_TIMEOUT("WF-502"),
  /** The call ended because its run was cancelled. */
  ACTIVITY_CANCELLED("WF-503"),
  /** A transactional activity did not run in the engine's transaction. */
  ACTIVITY_TRANSACTION("WF-504"),

  /** Code of a workflow did not end within the time it was given. */
  SCOPE_TIMEOUT("WF-601"),
  /** Code that is executed once failed. */
  SIDE_EFFECT_FAILED("WF-602"),
  /** A signal did not come in time. */
  SIGNAL_TIMEOUT("WF-603"),
  /** Steps that depend on each other cannot be executed as they are. */
  INVALID_STEPS("WF-604"),
  /** Steps that depend on each other failed, or one of them was rejected. */
  STEPS_FAILED("WF-605"),
  /** A child ended otherwise than by returning. */
  CHILD_FAILED("WF-606");

  private final String code;

  ErrorCode(String code) {
    this.code = code;
  }

  /** The code as users see it, as {@code WF-101}. */
  public String code() {
    return code;
  }
}
