-- Mail that the workspace wants sent: the intent is written before anything is asked of Microsoft.
create table outgoing (
    id                  text primary key,
    position            bigint generated always as identity,
    workspace_id        text not null references workspaces,
    mailbox_id          text not null references mailboxes on delete cascade,
    status              text not null check (status in
        ('queued', 'scheduled', 'sending', 'sent', 'in_doubt', 'failed', 'cancelled')),
    message             jsonb not null,
    reply_to_message_id text,
    reply_to_graph_id   text,
    send_at             timestamptz,
    marker              text not null unique,
    -- runs of the job that were begun: only the newest may change the row
    runs                bigint not null default 0,
    attempts            int not null default 0,
    -- set while there may be a draft of ours that draft_id does not name
    draft_asked_at      timestamptz,
    draft_id            text,
    drafted_at          timestamptz,
    -- how often "send" was called without a sure no, and when last
    sends               int not null default 0,
    last_send_at        timestamptz,
    graph_message_id    text,
    internet_message_id text,
    conversation_id     text,
    web_link            text,
    trouble             jsonb,
    created_at          timestamptz not null,
    updated_at          timestamptz not null,
    sent_at             timestamptz
);
create index outgoing_of_workspace on outgoing (workspace_id, position);
create index outgoing_of_mailbox on outgoing (mailbox_id, position);
create index outgoing_waiting on outgoing (mailbox_id) where status in ('queued', 'sending');
create index outgoing_by_message_id on outgoing (mailbox_id, internet_message_id);
create index outgoing_of_conversation on outgoing (mailbox_id, conversation_id);
call wall('outgoing');

-- Kept until the mail has left.
create table outgoing_files (
    outgoing_id  text not null references outgoing on delete cascade,
    position     int not null,
    workspace_id text not null references workspaces,
    name         text not null,
    content_type text not null,
    content      bytea not null,
    primary key (outgoing_id, position)
);
call wall('outgoing_files');
