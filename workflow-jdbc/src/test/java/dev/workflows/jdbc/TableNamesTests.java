package dev.workflows.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.workflows.ErrorCode;
import dev.workflows.WorkflowException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TableNamesTests {

  @Test
  void renamesTablesAndNothingElse() {
    String sql =
        "select r.workflow_id from workflow_run r, workflow_event e, other_workflow_run"
            + " where type = 'workflow_started'";
    assertThat(new TableNames("shop_").in(sql))
        .isEqualTo(
            "select r.workflow_id from shop_run r, shop_event e, other_workflow_run"
                + " where type = 'workflow_started'");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"x;drop table", "", "9_", "a-b", "ä_", "abcdefghijklmnopqrstuvwxyz_12345"})
  void refusesPrefixesThatAreNoPlainIdentifiers(String prefix) {
    assertThatThrownBy(() -> JdbcStoreSettings.DEFAULT.withTablePrefix(prefix))
        .isInstanceOfSatisfying(
            WorkflowException.class,
            e -> assertThat(e.code()).isEqualTo(ErrorCode.INVALID_CONFIGURATION));
  }

  @ParameterizedTest
  @ValueSource(strings = {"_", "shop_", "WF", "abcdefghijklmnopqrstuvwxyz_1234"})
  void takesPlainIdentifiers(String prefix) {
    assertThat(new TableNames(prefix).in("workflow_run")).isEqualTo(prefix + "run");
  }
}
