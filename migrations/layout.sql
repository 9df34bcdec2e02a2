-- revision 0017
CREATE TABLE alembic_version (
	version_num VARCHAR(32) NOT NULL, 
	CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);
CREATE TABLE journal (
	seq INTEGER NOT NULL, 
	at VARCHAR NOT NULL, 
	actor VARCHAR NOT NULL, 
	command VARCHAR NOT NULL, 
	name VARCHAR NOT NULL, 
	entity VARCHAR NOT NULL, 
	entity_id VARCHAR NOT NULL, 
	"before" VARCHAR, 
	"after" VARCHAR, 
	reason VARCHAR, 
	undoes VARCHAR, 
	prev_hash VARCHAR NOT NULL, 
	hash VARCHAR NOT NULL, 
	CONSTRAINT pk_journal PRIMARY KEY (seq)
);
CREATE INDEX ix_journal_command ON journal (command);
CREATE INDEX ix_journal_entity_entity_id ON journal (entity, entity_id);
CREATE INDEX ix_journal_undoes ON journal (undoes) WHERE undoes IS NOT NULL;
CREATE TABLE setting (
	"key" VARCHAR NOT NULL, 
	value VARCHAR NOT NULL, 
	CONSTRAINT pk_setting PRIMARY KEY ("key")
);
CREATE TABLE source_document (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	name VARCHAR NOT NULL, 
	media_type VARCHAR NOT NULL, 
	text TEXT NOT NULL, 
	sha256 VARCHAR NOT NULL, 
	text_sha256 VARCHAR NOT NULL
);
CREATE INDEX ix_source_document_text_sha256 ON source_document (text_sha256);
CREATE TABLE task_fact (
	task_id INTEGER NOT NULL, 
	plan_id INTEGER, 
	last_on DATE NOT NULL, 
	exists_from DATE NOT NULL, 
	status VARCHAR NOT NULL, 
	status_on DATE, 
	done_on DATE, 
	start DATE, 
	due DATE, 
	due_origin VARCHAR, 
	last_due DATE, 
	late BOOLEAN NOT NULL, 
	concluded_on DATE, 
	first_unit_id INTEGER, 
	leads VARCHAR, 
	next_occurrence DATE, 
	unowned BOOLEAN NOT NULL, 
	joint BOOLEAN NOT NULL, 
	vague BOOLEAN NOT NULL, 
	collective BOOLEAN NOT NULL, 
	undated BOOLEAN NOT NULL, progress FLOAT, progress_on DATE, claimed BOOLEAN, schedule_from DATE, schedule_to DATE, paced FLOAT, paces VARCHAR, steady FLOAT, milestone_due DATE, received_on DATE, last_report DATE, report_by DATE, reply_by DATE, order_rung VARCHAR, order_position INTEGER, members_total INTEGER, members_done INTEGER, figures_total INTEGER, figures_measured INTEGER, stages VARCHAR, sent_back BOOLEAN DEFAULT 0 NOT NULL, duty_until DATE, rested VARCHAR, members_said INTEGER, rested_late INTEGER, reached VARCHAR, to_mark DATE, silent_since DATE, 
	CONSTRAINT pk_task_fact PRIMARY KEY (task_id)
);
CREATE INDEX ix_task_fact_due ON task_fact (due);
CREATE INDEX ix_task_fact_first_unit_id ON task_fact (first_unit_id);
CREATE INDEX ix_task_fact_last_on ON task_fact (last_on);
CREATE INDEX ix_task_fact_plan_id ON task_fact (plan_id);
CREATE TABLE unit (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	jurisdiction VARCHAR NOT NULL, 
	name VARCHAR NOT NULL, 
	kind VARCHAR NOT NULL, 
	vague BOOLEAN NOT NULL, precedence INTEGER, body VARCHAR, 
	CONSTRAINT uq_unit_jurisdiction_name UNIQUE (jurisdiction, name)
);
CREATE TABLE "plan" (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	code VARCHAR NOT NULL, 
	title VARCHAR, 
	issuer VARCHAR, 
	doc_no VARCHAR, 
	issued DATE, 
	jurisdiction VARCHAR, 
	start DATE, 
	"end" DATE, 
	source_id INTEGER, 
	first_line INTEGER, 
	last_line INTEGER, 
	CONSTRAINT fk_plan_source_id_source_document FOREIGN KEY(source_id) REFERENCES source_document (id), 
	CONSTRAINT uq_plan_code UNIQUE (code)
);
CREATE INDEX ix_plan_source_id ON "plan" (source_id);
CREATE TABLE unit_name (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	unit_id INTEGER NOT NULL, 
	name VARCHAR NOT NULL, 
	kind VARCHAR NOT NULL, 
	valid_from DATE, 
	valid_to DATE, 
	initials VARCHAR NOT NULL, 
	CONSTRAINT fk_unit_name_unit_id_unit FOREIGN KEY(unit_id) REFERENCES unit (id), 
	CONSTRAINT uq_unit_name_unit_id_name_valid_from UNIQUE (unit_id, name, valid_from)
);
CREATE INDEX ix_unit_name_initials ON unit_name (initials);
CREATE INDEX ix_unit_name_name ON unit_name (name);
CREATE INDEX ix_unit_name_unit_id ON unit_name (unit_id);
CREATE TABLE phase (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	plan_id INTEGER NOT NULL, 
	position INTEGER NOT NULL, 
	title VARCHAR NOT NULL, 
	start DATE, 
	"end" DATE, 
	CONSTRAINT fk_phase_plan_id_plan FOREIGN KEY(plan_id) REFERENCES "plan" (id)
);
CREATE INDEX ix_phase_plan_id ON phase (plan_id);
CREATE TABLE task (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	"key" VARCHAR NOT NULL, 
	plan_id INTEGER, 
	number INTEGER NOT NULL, 
	ref VARCHAR, 
	label VARCHAR, 
	section JSON NOT NULL, 
	title VARCHAR NOT NULL, 
	text TEXT NOT NULL, 
	units_raw VARCHAR, 
	leader VARCHAR, 
	start DATE, 
	kind VARCHAR NOT NULL, 
	source VARCHAR, 
	first_line INTEGER, 
	last_line INTEGER, 
	problems JSON NOT NULL, source_id INTEGER REFERENCES source_document (id), spans JSON, since DATE, 
	CONSTRAINT fk_task_plan_id_plan FOREIGN KEY(plan_id) REFERENCES "plan" (id), 
	CONSTRAINT uq_task_key UNIQUE ("key")
);
CREATE INDEX ix_task_plan_id ON task (plan_id);
CREATE TABLE assignment (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	task_id INTEGER NOT NULL, 
	unit_id INTEGER NOT NULL, 
	role VARCHAR NOT NULL, 
	position INTEGER NOT NULL, 
	raw VARCHAR NOT NULL, 
	CONSTRAINT fk_assignment_task_id_task FOREIGN KEY(task_id) REFERENCES task (id), 
	CONSTRAINT fk_assignment_unit_id_unit FOREIGN KEY(unit_id) REFERENCES unit (id), 
	CONSTRAINT uq_assignment_task_id_unit_id_role UNIQUE (task_id, unit_id, role)
);
CREATE INDEX ix_assignment_task_id ON assignment (task_id);
CREATE INDEX ix_assignment_unit_id_role ON assignment (unit_id, role, task_id);
CREATE TABLE deadline (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	task_id INTEGER NOT NULL, 
	position INTEGER NOT NULL, 
	date DATE, 
	precision VARCHAR NOT NULL, 
	text VARCHAR NOT NULL, 
	origin VARCHAR NOT NULL, printed DATE, since DATE, until DATE, 
	CONSTRAINT fk_deadline_task_id_task FOREIGN KEY(task_id) REFERENCES task (id)
);
CREATE INDEX ix_deadline_task_id ON deadline (task_id);
CREATE TABLE duty (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	task_id INTEGER NOT NULL, 
	freq VARCHAR NOT NULL, 
	interval INTEGER NOT NULL, 
	text VARCHAR NOT NULL, until DATE, 
	CONSTRAINT fk_duty_task_id_task FOREIGN KEY(task_id) REFERENCES task (id)
);
CREATE INDEX ix_duty_task_id ON duty (task_id);
CREATE TABLE indicator (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	plan_id INTEGER, 
	task_id INTEGER, 
	position INTEGER NOT NULL, 
	name VARCHAR NOT NULL, 
	op VARCHAR NOT NULL, 
	value FLOAT NOT NULL, 
	max FLOAT, 
	unit VARCHAR NOT NULL, 
	due DATE, 
	freq VARCHAR, 
	text VARCHAR NOT NULL, kind VARCHAR, baseline FLOAT, anew BOOLEAN, since DATE, until DATE, former JSON, 
	CONSTRAINT fk_indicator_plan_id_plan FOREIGN KEY(plan_id) REFERENCES "plan" (id), 
	CONSTRAINT fk_indicator_task_id_task FOREIGN KEY(task_id) REFERENCES task (id)
);
CREATE INDEX ix_indicator_plan_id ON indicator (plan_id);
CREATE INDEX ix_indicator_task_id ON indicator (task_id);
CREATE TABLE occurrence (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	duty_id INTEGER NOT NULL, 
	task_id INTEGER NOT NULL, 
	due DATE NOT NULL, 
	CONSTRAINT fk_occurrence_duty_id_duty FOREIGN KEY(duty_id) REFERENCES duty (id), 
	CONSTRAINT fk_occurrence_task_id_task FOREIGN KEY(task_id) REFERENCES task (id), 
	CONSTRAINT uq_occurrence_duty_id_due UNIQUE (duty_id, due)
);
CREATE INDEX ix_occurrence_task_id ON occurrence (task_id);
CREATE TABLE action (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	task_id INTEGER, 
	plan_id INTEGER, 
	unit_id INTEGER, 
	deadline_id INTEGER, 
	occurrence_id INTEGER, 
	kind VARCHAR NOT NULL, 
	"on" DATE NOT NULL, 
	"by" VARCHAR, 
	note VARCHAR, 
	to_date DATE, waived JSON, 
	CONSTRAINT fk_action_deadline_id_deadline FOREIGN KEY(deadline_id) REFERENCES deadline (id), 
	CONSTRAINT fk_action_occurrence_id_occurrence FOREIGN KEY(occurrence_id) REFERENCES occurrence (id), 
	CONSTRAINT fk_action_plan_id_plan FOREIGN KEY(plan_id) REFERENCES "plan" (id), 
	CONSTRAINT fk_action_task_id_task FOREIGN KEY(task_id) REFERENCES task (id), 
	CONSTRAINT fk_action_unit_id_unit FOREIGN KEY(unit_id) REFERENCES unit (id)
);
CREATE INDEX ix_action_deadline_id ON action (deadline_id);
CREATE INDEX ix_action_occurrence_id ON action (occurrence_id);
CREATE INDEX ix_action_plan_id_kind ON action (plan_id, kind);
CREATE INDEX ix_action_task_id_on ON action (task_id, "on");
CREATE VIRTUAL TABLE task_text USING fts5(key, ref, title, text, tokenize = 'unicode61', columnsize = 0);
CREATE TABLE leader (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	jurisdiction VARCHAR NOT NULL, 
	name VARCHAR NOT NULL, 
	post VARCHAR NOT NULL, 
	CONSTRAINT uq_leader_jurisdiction_name UNIQUE (jurisdiction, name)
);
CREATE TABLE contact (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	unit_id INTEGER NOT NULL, 
	name VARCHAR NOT NULL, 
	post VARCHAR NOT NULL, 
	phone VARCHAR NOT NULL, 
	valid_from DATE, 
	valid_to DATE, task_id INTEGER CONSTRAINT fk_contact_task_id_task REFERENCES task (id), role VARCHAR, email VARCHAR, 
	CONSTRAINT fk_contact_unit_id_unit FOREIGN KEY(unit_id) REFERENCES unit (id)
);
CREATE INDEX ix_contact_unit_id ON contact (unit_id);
CREATE TABLE portfolio (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	leader_id INTEGER NOT NULL, 
	unit_id INTEGER NOT NULL, 
	valid_from DATE, 
	valid_to DATE, 
	CONSTRAINT fk_portfolio_leader_id_leader FOREIGN KEY(leader_id) REFERENCES leader (id), 
	CONSTRAINT fk_portfolio_unit_id_unit FOREIGN KEY(unit_id) REFERENCES unit (id)
);
CREATE INDEX ix_portfolio_leader_id ON portfolio (leader_id);
CREATE INDEX ix_portfolio_unit_id ON portfolio (unit_id);
CREATE TABLE unit_member (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	collective_id INTEGER NOT NULL, 
	unit_id INTEGER NOT NULL, 
	valid_from DATE, 
	valid_to DATE, 
	CONSTRAINT fk_unit_member_collective_id_unit FOREIGN KEY(collective_id) REFERENCES unit (id), 
	CONSTRAINT fk_unit_member_unit_id_unit FOREIGN KEY(unit_id) REFERENCES unit (id), 
	CONSTRAINT uq_unit_member_collective_id_unit_id_valid_from UNIQUE (collective_id, unit_id, valid_from)
);
CREATE INDEX ix_unit_member_unit_id ON unit_member (unit_id);
CREATE TABLE unit_succession (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	unit_id INTEGER NOT NULL, 
	successor_id INTEGER NOT NULL, 
	"on" DATE NOT NULL, 
	CONSTRAINT fk_unit_succession_successor_id_unit FOREIGN KEY(successor_id) REFERENCES unit (id), 
	CONSTRAINT fk_unit_succession_unit_id_unit FOREIGN KEY(unit_id) REFERENCES unit (id), 
	CONSTRAINT uq_unit_succession_unit_id_successor_id UNIQUE (unit_id, successor_id)
);
CREATE INDEX ix_unit_succession_successor_id ON unit_succession (successor_id);
CREATE TABLE cadence (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	plan_id INTEGER, 
	unit_id INTEGER, 
	rule VARCHAR NOT NULL, 
	text VARCHAR NOT NULL, 
	start DATE NOT NULL, 
	working_days BOOLEAN NOT NULL, 
	CONSTRAINT fk_cadence_plan_id_plan FOREIGN KEY(plan_id) REFERENCES "plan" (id), 
	CONSTRAINT fk_cadence_unit_id_unit FOREIGN KEY(unit_id) REFERENCES unit (id)
);
CREATE INDEX ix_cadence_plan_id ON cadence (plan_id);
CREATE INDEX ix_cadence_unit_id ON cadence (unit_id);
CREATE TABLE cadence_due (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	cadence_id INTEGER NOT NULL, 
	due DATE NOT NULL, 
	CONSTRAINT fk_cadence_due_cadence_id_cadence FOREIGN KEY(cadence_id) REFERENCES cadence (id), 
	CONSTRAINT uq_cadence_due_cadence_id_due UNIQUE (cadence_id, due)
);
CREATE TABLE exempt_month (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	task_id INTEGER NOT NULL, 
	month DATE NOT NULL, 
	reason VARCHAR NOT NULL, 
	CONSTRAINT fk_exempt_month_task_id_task FOREIGN KEY(task_id) REFERENCES task (id), 
	CONSTRAINT uq_exempt_month_task_id_month UNIQUE (task_id, month)
);
CREATE TABLE reminder (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	unit_id INTEGER NOT NULL, 
	period VARCHAR NOT NULL, 
	"on" DATE NOT NULL, 
	text VARCHAR NOT NULL, 
	CONSTRAINT fk_reminder_unit_id_unit FOREIGN KEY(unit_id) REFERENCES unit (id), 
	CONSTRAINT uq_reminder_unit_id_period UNIQUE (unit_id, period)
);
CREATE TABLE reminder_task (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	reminder_id INTEGER NOT NULL, 
	task_id INTEGER NOT NULL, 
	why VARCHAR NOT NULL, reason JSON, 
	CONSTRAINT fk_reminder_task_reminder_id_reminder FOREIGN KEY(reminder_id) REFERENCES reminder (id), 
	CONSTRAINT fk_reminder_task_task_id_task FOREIGN KEY(task_id) REFERENCES task (id), 
	CONSTRAINT uq_reminder_task_reminder_id_task_id UNIQUE (reminder_id, task_id)
);
CREATE INDEX ix_reminder_task_task_id ON reminder_task (task_id);
CREATE TABLE supervision_order (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	task_id INTEGER NOT NULL, 
	unit_id INTEGER NOT NULL, 
	year INTEGER NOT NULL, 
	number INTEGER NOT NULL, 
	mark VARCHAR NOT NULL, 
	ladder VARCHAR NOT NULL, 
	rung VARCHAR NOT NULL, 
	position INTEGER NOT NULL, 
	follows_id INTEGER, 
	ground VARCHAR NOT NULL, 
	"on" DATE NOT NULL, 
	reply_by DATE NOT NULL, 
	"by" VARCHAR, found JSON, 
	CONSTRAINT fk_supervision_order_follows_id_supervision_order FOREIGN KEY(follows_id) REFERENCES supervision_order (id), 
	CONSTRAINT fk_supervision_order_task_id_task FOREIGN KEY(task_id) REFERENCES task (id), 
	CONSTRAINT fk_supervision_order_unit_id_unit FOREIGN KEY(unit_id) REFERENCES unit (id), 
	CONSTRAINT uq_supervision_order_year_number UNIQUE (year, number)
);
CREATE INDEX ix_supervision_order_task_id_on ON supervision_order (task_id, "on");
CREATE INDEX ix_supervision_order_unit_id ON supervision_order (unit_id);
CREATE TABLE extension (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	task_id INTEGER NOT NULL, 
	deadline_id INTEGER NOT NULL, 
	unit_id INTEGER, 
	asked_on DATE NOT NULL, 
	wished DATE NOT NULL, 
	reason VARCHAR NOT NULL, 
	progress VARCHAR NOT NULL, 
	late BOOLEAN NOT NULL, 
	decided_on DATE, 
	decision VARCHAR, 
	granted_to DATE, 
	"by" VARCHAR, 
	note VARCHAR, 
	CONSTRAINT fk_extension_deadline_id_deadline FOREIGN KEY(deadline_id) REFERENCES deadline (id), 
	CONSTRAINT fk_extension_task_id_task FOREIGN KEY(task_id) REFERENCES task (id), 
	CONSTRAINT fk_extension_unit_id_unit FOREIGN KEY(unit_id) REFERENCES unit (id)
);
CREATE INDEX ix_extension_task_id_asked_on ON extension (task_id, asked_on);
CREATE TABLE order_reply (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	order_id INTEGER NOT NULL, 
	task_id INTEGER NOT NULL, 
	"on" DATE NOT NULL, 
	text VARCHAR NOT NULL, 
	"by" VARCHAR, 
	CONSTRAINT fk_order_reply_order_id_supervision_order FOREIGN KEY(order_id) REFERENCES supervision_order (id), 
	CONSTRAINT fk_order_reply_task_id_task FOREIGN KEY(task_id) REFERENCES task (id)
);
CREATE INDEX ix_order_reply_order_id ON order_reply (order_id);
CREATE INDEX ix_order_reply_task_id ON order_reply (task_id);
CREATE TABLE confidence (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	task_id INTEGER NOT NULL, 
	side VARCHAR NOT NULL, 
	"on" DATE NOT NULL, 
	value INTEGER NOT NULL, 
	"by" VARCHAR, 
	CONSTRAINT fk_confidence_task_id_task FOREIGN KEY(task_id) REFERENCES task (id)
);
CREATE INDEX ix_confidence_task_id_on ON confidence (task_id, "on");
CREATE TABLE verification (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	task_id INTEGER NOT NULL, 
	unit_id INTEGER, 
	"on" DATE NOT NULL, 
	result VARCHAR NOT NULL, 
	how VARCHAR NOT NULL, 
	text VARCHAR NOT NULL, 
	"by" VARCHAR NOT NULL, 
	CONSTRAINT fk_verification_task_id_task FOREIGN KEY(task_id) REFERENCES task (id), 
	CONSTRAINT fk_verification_unit_id_unit FOREIGN KEY(unit_id) REFERENCES unit (id)
);
CREATE INDEX ix_verification_task_id_on ON verification (task_id, "on");
CREATE TABLE progress_report (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	task_id INTEGER NOT NULL, 
	unit_id INTEGER NOT NULL, 
	occurrence_id INTEGER, 
	"on" DATE NOT NULL, 
	percent FLOAT, 
	text TEXT NOT NULL, 
	problem VARCHAR, 
	next_step VARCHAR, 
	"by" VARCHAR, 
	CONSTRAINT fk_progress_report_occurrence_id_occurrence FOREIGN KEY(occurrence_id) REFERENCES occurrence (id), 
	CONSTRAINT fk_progress_report_task_id_task FOREIGN KEY(task_id) REFERENCES task (id), 
	CONSTRAINT fk_progress_report_unit_id_unit FOREIGN KEY(unit_id) REFERENCES unit (id)
);
CREATE INDEX ix_progress_report_occurrence_id ON progress_report (occurrence_id);
CREATE INDEX ix_progress_report_unit_id ON progress_report (unit_id);
CREATE TABLE evidence (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	task_id INTEGER, 
	report_id INTEGER, 
	verification_id INTEGER, 
	reply_id INTEGER, 
	name VARCHAR NOT NULL, 
	path VARCHAR NOT NULL, 
	linked BOOLEAN NOT NULL, 
	sha256 VARCHAR NOT NULL, 
	size INTEGER NOT NULL, 
	media_type VARCHAR NOT NULL, 
	CONSTRAINT fk_evidence_reply_id_order_reply FOREIGN KEY(reply_id) REFERENCES order_reply (id), 
	CONSTRAINT fk_evidence_report_id_progress_report FOREIGN KEY(report_id) REFERENCES progress_report (id), 
	CONSTRAINT fk_evidence_task_id_task FOREIGN KEY(task_id) REFERENCES task (id), 
	CONSTRAINT fk_evidence_verification_id_verification FOREIGN KEY(verification_id) REFERENCES verification (id)
);
CREATE INDEX ix_evidence_report_id ON evidence (report_id);
CREATE INDEX ix_evidence_task_id ON evidence (task_id);
CREATE TABLE measurement (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	indicator_id INTEGER NOT NULL, 
	task_id INTEGER, 
	unit_id INTEGER, 
	report_id INTEGER, 
	"on" DATE NOT NULL, 
	value FLOAT NOT NULL, 
	source VARCHAR, year INTEGER, 
	CONSTRAINT fk_measurement_indicator_id_indicator FOREIGN KEY(indicator_id) REFERENCES indicator (id), 
	CONSTRAINT fk_measurement_report_id_progress_report FOREIGN KEY(report_id) REFERENCES progress_report (id), 
	CONSTRAINT fk_measurement_task_id_task FOREIGN KEY(task_id) REFERENCES task (id), 
	CONSTRAINT fk_measurement_unit_id_unit FOREIGN KEY(unit_id) REFERENCES unit (id)
);
CREATE INDEX ix_measurement_indicator_id_on ON measurement (indicator_id, "on");
CREATE INDEX ix_measurement_report_id ON measurement (report_id);
CREATE INDEX ix_measurement_task_id ON measurement (task_id);
CREATE TABLE amendment (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	plan_id INTEGER NOT NULL, 
	source_id INTEGER, 
	previous_source_id INTEGER, 
	"on" DATE NOT NULL, 
	doc_no VARCHAR, 
	note VARCHAR, 
	CONSTRAINT fk_amendment_plan_id_plan FOREIGN KEY(plan_id) REFERENCES "plan" (id), 
	CONSTRAINT fk_amendment_previous_source_id_source_document FOREIGN KEY(previous_source_id) REFERENCES source_document (id), 
	CONSTRAINT fk_amendment_source_id_source_document FOREIGN KEY(source_id) REFERENCES source_document (id)
);
CREATE INDEX ix_amendment_plan_id ON amendment (plan_id);
CREATE TABLE correction (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	plan_id INTEGER, 
	task_id INTEGER, 
	field VARCHAR NOT NULL, 
	raw VARCHAR NOT NULL, 
	accepted VARCHAR NOT NULL, 
	line INTEGER, 
	CONSTRAINT fk_correction_plan_id_plan FOREIGN KEY(plan_id) REFERENCES "plan" (id), 
	CONSTRAINT fk_correction_task_id_task FOREIGN KEY(task_id) REFERENCES task (id)
);
CREATE INDEX ix_correction_plan_id ON correction (plan_id);
CREATE TABLE report_fate (
	id INTEGER NOT NULL, 
	task_id INTEGER NOT NULL, 
	accepted_on DATE, 
	sent_back_on DATE, 
	CONSTRAINT pk_report_fate PRIMARY KEY (id)
);
CREATE INDEX ix_report_fate_task_id ON report_fate (task_id);
CREATE TABLE measurement_fate (
	id INTEGER NOT NULL, 
	task_id INTEGER NOT NULL, 
	accepted_on DATE, 
	sent_back_on DATE, 
	CONSTRAINT pk_measurement_fate PRIMARY KEY (id)
);
CREATE INDEX ix_measurement_fate_task_id ON measurement_fate (task_id);
CREATE TABLE task_span (
	task_id INTEGER NOT NULL, 
	last_on DATE NOT NULL, 
	status VARCHAR NOT NULL, 
	status_on DATE, 
	done_on DATE, 
	due DATE, 
	due_origin VARCHAR, 
	last_due DATE, 
	reached VARCHAR, 
	to_mark DATE, 
	late BOOLEAN NOT NULL, 
	concluded_on DATE, 
	first_unit_id INTEGER, 
	next_occurrence DATE, 
	duty_until DATE, 
	progress FLOAT, 
	progress_on DATE, 
	claimed BOOLEAN, 
	schedule_from DATE, 
	schedule_to DATE, 
	paced FLOAT, 
	paces VARCHAR, 
	rested VARCHAR, 
	rested_late INTEGER, 
	steady FLOAT, 
	milestone_due DATE, 
	received_on DATE, 
	last_report DATE, 
	report_by DATE, 
	silent_since DATE, 
	reply_by DATE, 
	order_rung VARCHAR, 
	order_position INTEGER, 
	members_total INTEGER, 
	members_done INTEGER, 
	members_said INTEGER, 
	figures_total INTEGER, 
	figures_measured INTEGER, 
	stages VARCHAR, 
	undated BOOLEAN NOT NULL, 
	sent_back BOOLEAN NOT NULL, 
	CONSTRAINT pk_task_span PRIMARY KEY (task_id, last_on)
)
 WITHOUT ROWID

;
CREATE INDEX ix_progress_report_task_id_on ON progress_report (task_id, "on");
CREATE TABLE instruction (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	task_id INTEGER NOT NULL, 
	unit_id INTEGER, 
	year INTEGER NOT NULL, 
	number INTEGER NOT NULL, 
	mark VARCHAR NOT NULL, 
	leader VARCHAR NOT NULL, 
	"on" DATE NOT NULL, 
	text TEXT NOT NULL, 
	urgency VARCHAR NOT NULL, 
	due DATE NOT NULL, 
	within VARCHAR, 
	new_task BOOLEAN NOT NULL, 
	order_id INTEGER, 
	report_id INTEGER, 
	follows_id INTEGER, 
	"by" VARCHAR, 
	CONSTRAINT fk_instruction_follows_id_instruction FOREIGN KEY(follows_id) REFERENCES instruction (id), 
	CONSTRAINT fk_instruction_order_id_supervision_order FOREIGN KEY(order_id) REFERENCES supervision_order (id), 
	CONSTRAINT fk_instruction_report_id_progress_report FOREIGN KEY(report_id) REFERENCES progress_report (id), 
	CONSTRAINT fk_instruction_task_id_task FOREIGN KEY(task_id) REFERENCES task (id), 
	CONSTRAINT fk_instruction_unit_id_unit FOREIGN KEY(unit_id) REFERENCES unit (id), 
	CONSTRAINT uq_instruction_year_number UNIQUE (year, number)
);
CREATE TABLE instruction_step (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, 
	instruction_id INTEGER NOT NULL, 
	task_id INTEGER NOT NULL, 
	kind VARCHAR NOT NULL, 
	"on" DATE NOT NULL, 
	text TEXT NOT NULL, 
	report_id INTEGER, 
	"by" VARCHAR, 
	CONSTRAINT fk_instruction_step_instruction_id_instruction FOREIGN KEY(instruction_id) REFERENCES instruction (id), 
	CONSTRAINT fk_instruction_step_report_id_progress_report FOREIGN KEY(report_id) REFERENCES progress_report (id), 
	CONSTRAINT fk_instruction_step_task_id_task FOREIGN KEY(task_id) REFERENCES task (id)
);
CREATE INDEX ix_instruction_task_id ON instruction (task_id);
CREATE INDEX ix_instruction_unit_id ON instruction (unit_id);
CREATE INDEX ix_instruction_step_instruction_id ON instruction_step (instruction_id);
CREATE INDEX ix_instruction_step_task_id ON instruction_step (task_id);
CREATE INDEX ix_contact_task_id ON contact (task_id);
CREATE TRIGGER journal_refuses_update BEFORE UPDATE ON journal BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END;
CREATE TRIGGER journal_refuses_delete BEFORE DELETE ON journal BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END;
CREATE TRIGGER journal_refuses_replace BEFORE INSERT ON journal WHEN NEW.seq <= (SELECT max(seq) FROM journal) BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END;
INSERT INTO alembic_version (version_num) VALUES ('0017');
