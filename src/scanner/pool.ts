/** Workers that analyse files, with deadlines. One that hangs or dies is replaced. Knows nothing of the kind of worker. */
import { type Job, type Lane, laneOf, lanes, nameOf, remember, timeOf } from './jobs';
import { type Answer, createScanner } from './outcome';
import type { FromWorker, Request, ToWorker } from './protocol';
import { enough, patience } from './timer';
import type { Scanner } from './types';

/** One worker, as the pool sees it. */
export interface Port {
  post(message: ToWorker): void;
  /** Called once, before the first `post`. `exit` is called once, with an error if one was the reason. */
  listen(message: (message: FromWorker) => void, exit: (cause?: unknown) => void): void;
  /** Whether the process must wait for it. */
  hold(busy: boolean): void;
  terminate(): Promise<unknown>;
}

export interface PoolOptions {
  /** Starts a worker; throws where that is impossible. */
  start(): Port;
  /** Most workers at a time. They are started when there is work. */
  size: number;
  /** Added to the time that the configuration gives a file: loading grammars, reading, a busy machine. In ms, default 1000. */
  grace?: number;
  /** One worker, whatever waits: nobody else knows what it does. */
  alone?: boolean;
  /** A worker without work is ended after this time, in ms. Default 30000. */
  idle?: number;
  /**
   * CPU time of the whole process until now, in ms. Where it is given, a deadline is one of computing rather than waiting,
   * up to `patience` times as long: on a machine that is busy with other things no file is given up for that.
   */
  cpuTime?(): number;
  /** A worker must be ready after this time, in ms. Default 30000. */
  startup?: number;
}

interface Member {
  port: Port;
  ready: boolean;
  /** Names of jobs that it has had. The last one stands last. */
  names: Set<string>;
  job?: Job;
  /** Start-up, the job's deadline, or idleness. */
  timer?: ReturnType<typeof setTimeout>;
}

class Pool {
  readonly #options: Required<Omit<PoolOptions, 'cpuTime'>> & Pick<PoolOptions, 'cpuTime'>;
  readonly #members = new Set<Member>();
  readonly #queue: Record<Lane, Job[]> = { urgent: [], walk: [], ordinary: [] };
  #nextId = 1;
  #disposed = false;

  constructor(options: PoolOptions) {
    this.#options = { grace: 1000, idle: 30_000, startup: 30_000, alone: false, ...options };
  }

  async dispose(): Promise<void> {
    this.#disposed = true;
    const ended = new Error('The scanner has been disposed.');
    for (const job of this.#drain()) job.reject(ended);
    for (const { job } of this.#members) job?.reject(ended);
    await Promise.all([...this.#members].map((member) => this.#end(member)));
  }

  run(request: Request, signal?: AbortSignal, part?: (value: unknown) => void): Promise<Answer> {
    if (this.#disposed) return Promise.reject(new Error('The scanner has been disposed.'));
    if (signal?.aborted) return Promise.reject(signal.reason);
    return new Promise<Answer>((resolve, reject) => {
      const deadline = timeOf(request) + this.#options.grace;
      const [lane, name] = [laneOf(request), nameOf(request)];
      const job: Job = { id: this.#nextId++, request, lane, name, part, deadline, resolve, reject, abandoned: false };
      this.#listen(job, signal);
      this.#queue[lane].push(job);
      this.#pump();
    });
  }

  #listen(job: Job, signal: AbortSignal | undefined): void {
    if (!signal) return;
    const { resolve, reject } = job;
    const abort = () => {
      this.#abandon(job);
      job.reject(signal.reason);
    };
    signal.addEventListener('abort', abort);
    job.resolve = (answer) => {
      signal.removeEventListener('abort', abort);
      resolve(answer);
    };
    job.reject = (reason) => {
      signal.removeEventListener('abort', abort);
      reject(reason);
    };
  }

  /** A running walk is told. What runs is left to its deadline: starting a worker again would cost more. */
  #abandon(job: Job): void {
    job.abandoned = true;
    const list = this.#queue[job.lane];
    const at = list.indexOf(job);
    if (at >= 0) list.splice(at, 1);
    if (job.lane !== 'walk') return;
    for (const { job: running, port } of this.#members) if (running === job) port.post({ id: job.id, cancel: true });
  }

  #drain(): Job[] {
    return lanes.flatMap((lane) => this.#queue[lane].splice(0));
  }

  /** Jobs of the lane that may run now beside those that do. */
  #room(lane: Lane): number {
    const running = [...this.#members].filter(({ job }) => job?.lane === lane).length;
    return (lane === 'walk' ? 1 : this.#options.size) - running;
  }

  /** The next job, the oldest of the most urgent lane that has room. */
  #next(): Job | undefined {
    const lane = lanes.find((one) => this.#queue[one].length > 0 && this.#room(one) > 0);
    return lane && this.#queue[lane].shift();
  }

  /** The one that knows the job's document, if it is free. */
  #choose(job: Job): Member | undefined {
    const free = [...this.#members].filter((member) => member.ready && !member.job);
    return free.find(({ names }) => job.name !== undefined && names.has(job.name)) ?? free[0];
  }

  get #waiting(): number {
    return lanes.reduce((sum, lane) => sum + Math.min(this.#queue[lane].length, Math.max(0, this.#room(lane))), 0);
  }

  /** A worker more than the size for what is urgent beside ordinary work, and one for a walk. */
  get #most(): number {
    const { size, alone } = this.#options;
    if (alone) return size;
    const isMixed = this.#room('ordinary') < size || this.#queue.ordinary.length > 0;
    const isUrgent = this.#room('urgent') < size || this.#queue.urgent.length > 0;
    const isWalked = this.#room('walk') < 1 || this.#queue.walk.length > 0;
    return size + (isMixed && isUrgent ? 1 : 0) + (isWalked ? 1 : 0);
  }

  /** Gives work to workers that are free, and starts more where there is more work than workers to come. */
  #pump(): void {
    const isFree = (member: Member) => member.ready && !member.job;
    while ([...this.#members].some(isFree)) {
      const job = this.#next();
      if (!job) return;
      this.#assign(this.#choose(job)!, job);
    }
    let starting = [...this.#members].filter((member) => !member.ready).length;
    for (; starting < this.#waiting && this.#members.size < this.#most; starting++) {
      if (!this.#start()) return;
    }
  }

  #start(): boolean {
    try {
      const member: Member = { port: this.#options.start(), ready: false, names: new Set() };
      this.#members.add(member);
      member.timer = setTimeout(() => this.#end(member), this.#options.startup);
      member.port.listen(
        (message) => this.#receive(member, message),
        (cause) => this.#exited(member, cause),
      );
      return true;
    } catch (error) {
      this.#giveUp(error);
      return false;
    }
  }

  /** No worker can be had: what waits for one would wait for ever. */
  #giveUp(cause: unknown): void {
    const error = new Error('The worker that analyses files could not be started.', { cause });
    for (const job of this.#drain()) job.reject(error);
  }

  #assign(member: Member, job: Job): void {
    member.job = job;
    if (job.name !== undefined) remember(member.names, job.name);
    member.port.hold(true);
    this.#watch(member, job);
    member.port.post({ id: job.id, request: job.request });
  }

  #watch(member: Member, job: Job): void {
    this.#wait(member, job, job.deadline, { cpu: this.#options.cpuTime?.() ?? 0, waited: 0 });
  }

  #wait(member: Member, job: Job, time: number, since: { cpu: number; waited: number }): void {
    clearTimeout(member.timer);
    member.timer = setTimeout(() => {
      const waited = since.waited + time;
      const missing = job.deadline - this.#computed(since.cpu);
      if (missing > job.deadline * (1 - enough) && waited < job.deadline * patience) {
        this.#wait(member, job, Math.min(missing, job.deadline * patience - waited), { ...since, waited });
        return;
      }
      delete member.job;
      job.resolve({ kind: 'late', after: job.deadline });
      void this.#end(member);
    }, time);
  }

  /** CPU time that a busy worker had since `start`, if all of them had the same; in ms. */
  #computed(start: number): number {
    const { cpuTime } = this.#options;
    if (!cpuTime) return Number.POSITIVE_INFINITY;
    const busy = [...this.#members].filter(({ job }) => job).length;
    return (cpuTime() - start) / Math.max(1, busy);
  }

  #receive(member: Member, message: FromWorker): void {
    if (!this.#members.has(member)) return;
    if (message.kind === 'ready') {
      member.ready = true;
      this.#rest(member);
    } else if (member.job?.id === message.id) {
      this.#hear(member, member.job, message);
    }
  }

  #hear(member: Member, job: Job, message: Exclude<FromWorker, { kind: 'ready' }>): void {
    if (message.kind === 'alive' || message.kind === 'part') {
      if (job.abandoned) return;
      this.#watch(member, job);
      if (message.kind === 'part') job.part?.(message.value);
      return;
    }
    delete member.job;
    job.resolve(message);
    this.#rest(member);
  }

  #rest(member: Member): void {
    clearTimeout(member.timer);
    this.#pump();
    if (member.job) return;
    member.port.hold(false);
    const timer = setTimeout(() => this.#end(member), this.#options.idle);
    timer.unref?.();
    member.timer = timer;
  }

  /** Ends a worker on our side at once; the promise is that of its thread. */
  #end(member: Member): Promise<unknown> {
    this.#exited(member);
    return member.port.terminate();
  }

  /** @param cause of use only before it was ready: later it may quote a file */
  #exited(member: Member, cause?: unknown): void {
    if (!this.#members.delete(member)) return;
    clearTimeout(member.timer);
    member.job?.resolve({ kind: 'crashed' });
    if (member.ready) this.#pump();
    else if (![...this.#members].some((other) => other.ready)) this.#giveUp(cause);
  }
}

/** A worker that knows the code of folders is kept this long without work, in ms: all of it would have to be read again. */
const linkedIdle = 3_600_000;

/** What one worker does alone, because it knows the code of a folder. */
const isLinked = (request: Request): boolean =>
  /^(?:link|settle|relink)$/.test(request.op) || ('linked' in request && request.linked !== undefined);

export function createPool(options: PoolOptions): Scanner {
  const size = Math.max(1, options.size);
  const files = new Pool({ ...options, size });
  const linked = new Pool({ ...options, size: 1, alone: true, idle: linkedIdle });
  return createScanner(
    size,
    (request, signal, part) => (isLinked(request) ? linked : files).run(request, signal, part),
    async () => {
      await Promise.all([files.dispose(), linked.dispose()]);
    },
  );
}
