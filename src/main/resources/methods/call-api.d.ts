// The types of call-api.js, made from the method table of the server that serves this.

// TYPES

export class CallApiError extends Error {
    code: number;
    data?: unknown;
}

export class CommandFailed extends Error {
    cause: Cause;
}

interface Told<N> extends AsyncIterable<N> {
    readonly cmdId: string;
    readonly started: Promise<Started>;
    readonly ended: Promise<void>;
}

export interface Command<N> extends Told<N> {
    cancel(): Promise<CommandCancelResult>;
}

export interface Subscription<N> extends Told<N> {
    close(): Promise<unknown>;
}

export interface Session {
    token: string;
    seq: number;
}

export interface CallApiOptions {
    token?: string;
    WebSocket?: unknown;
    keep?: number;
    session?: Session;
}

export class CallApi extends EventTarget {
    constructor(url: string, options?: CallApiOptions);
    readonly isOpen: boolean;
    readonly session?: Session;
    command(method: string, params?: object): Command<Notice>;
    subscribe(method: string, params?: object): Subscription<Notice>;
    query(method: string, params?: object): Promise<any>;
    close(): Promise<void>;
    // METHODS
}

export const COMMANDS: string[];
export const QUERIES: string[];
export const SUBSCRIPTIONS: string[];
