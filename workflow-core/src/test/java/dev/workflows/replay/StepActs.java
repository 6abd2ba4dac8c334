package dev.workflows.replay;

import dev.workflows.Activity;
import dev.workflows.steps.StepResult;
import java.util.List;

/** The activities of the tests' steps. Nobody executes them. */
@Activity("step")
interface StepActs {

  String work(String what);

  int count(List<Integer> numbers);

  void rest();

  StepResult<String> scan(String what);

  StepResult<Void> report();
}
